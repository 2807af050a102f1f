/** The older version knows no policy variables: `${aws:username}` is just text in it. */
export type PolicyVersion = "2008-10-17" | "2012-10-17";

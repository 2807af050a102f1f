/** Far more than a tree can show; a playground with more is not for looking at as a tree. */
const MAX_PAGES = 10;

/** Every item of a paged list. */
export async function every<Page extends { readonly nextToken?: string }, Item>(
  fetchPage: (nextToken: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await fetchPage(nextToken);
    items.push(...itemsOf(answer));
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  return items;
}

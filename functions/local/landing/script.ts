/** The landing page's only script: the copy buttons, which are hidden where it does not run. */
export const SCRIPT = `
for (const button of document.querySelectorAll("button[data-copy]")) {
  const command = button.previousElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    let word = "Copied";
    try {
      await navigator.clipboard.writeText(command.textContent);
    } catch {
      getSelection().selectAllChildren(command);
      word = "Selected";
    }
    button.textContent = word;
    document.getElementById("told").textContent = word + ": " + button.dataset.copy;
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}
`;

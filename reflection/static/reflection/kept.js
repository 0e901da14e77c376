/* What is kept needs no copy in this tab any more. */

const kept = document.querySelector("[data-kept]").dataset.kept;
for (const name of Object.keys(sessionStorage)) {
  if (name.startsWith("keep:") && JSON.parse(sessionStorage.getItem(name)).record === kept) sessionStorage.removeItem(name);
}

/* What somebody left in this tab is theirs: it goes when somebody else is signed in, and all of it when they sign out. */

const person = document.body.dataset.person;
for (const name of Object.keys(sessionStorage)) {
  if (person && name.startsWith("keep:") && !name.startsWith(`keep:${person}:`)) sessionStorage.removeItem(name);
}
for (const form of document.querySelectorAll("form[data-signs-out]")) form.addEventListener("submit", () => sessionStorage.clear());

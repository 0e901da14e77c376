/* Keeps what is typed, every few seconds, and says so. It survives a lost connection, a second tab and being signed out: what could not be
   kept stays in this tab alone, for the same person alone, until it is. */

const AFTER = 2000;
const AGAIN = 5000;
const LATER = 60000;
const form = document.querySelector("form[data-keep]");
const shown = form.querySelector(".sg-kept");
const owner = form.dataset.owner;
const place = () => `keep:${owner}:${location.pathname}`;
let timer = 0;
let dirty = false;
let sending = null;

function say(words, wrong = false) {
  shown.textContent = words;
  shown.classList.toggle("sg-kept--wrong", wrong);
}

function typed() {
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  return fields;
}

function store() {
  try {
    sessionStorage.setItem(place(), JSON.stringify(typed()));
  } catch {
    /* full, or forbidden: the text is on the page still */
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

/* A new token for this form, if the same person has signed in again in another tab. */
async function renew() {
  const page = await fetch(location.href, { redirect: "manual" });
  if (!page.ok) return false;
  const found = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-keep]");
  if (!found || found.dataset.owner !== owner) return false;
  form.elements.csrfmiddlewaretoken.value = found.querySelector("[name=csrfmiddlewaretoken]").value;
  return true;
}

async function answered(response) {
  if (response.ok) {
    const kept = await response.json();
    if (!kept.kept) {
      dirty = true;
      return say(`${kept.words} Your text is still here.`, true);
    }
    form.elements.revision.value = kept.revision;
    sessionStorage.removeItem(place());
    history.replaceState(null, "", kept.page);
    if (dirty) store();
    say(`Draft saved at ${kept.at}.`);
    return dirty && later(AFTER);
  }
  dirty = true;
  if (response.type === "opaqueredirect" || response.status === 403) {
    say("You are signed out. Your text is still here: sign in in another tab, and it will be saved.", true);
    await renew();
    return later(AGAIN);
  }
  say("Something went wrong on our side. Your text is still here, and will be saved in a minute.", true);
  return later(LATER);
}

async function keep() {
  if (sending) return later(AFTER);
  dirty = false;
  sending = fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "manual" });
  try {
    await answered(await sending);
  } catch {
    dirty = true;
    say("No connection. Your text is still here, and will be saved when you are back online.", true);
    later(AGAIN);
  } finally {
    sending = null;
  }
}

const left = JSON.parse(sessionStorage.getItem(place()) || "null");
if (left && !document.querySelector(".nhsuk-error-summary")) {
  for (const [name, value] of Object.entries(left)) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = value;
    field.dispatchEvent(new Event("change"));
  }
  say("Your unsaved text is back.");
  dirty = true;
  later(0);
}

form.addEventListener("input", () => {
  dirty = true;
  later(AFTER);
  store();
});
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  if (sending) {
    event.preventDefault();
    await sending.catch(() => null);
    setTimeout(() => form.requestSubmit(), 50);
    return;
  }
  dirty = false;
});
window.addEventListener("online", () => dirty && later(0));
window.addEventListener("beforeunload", (event) => dirty && event.preventDefault());

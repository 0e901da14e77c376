/* Keeps what is typed, every few seconds, and says so. It survives a lost connection, a second tab and being signed out: what could not be
   kept stays in this tab alone, for the same person alone, until it is. */

const AFTER = 2000;
const AGAIN = 5000;
const form = document.querySelector("form[data-keep]");
const shown = form.querySelector(".sg-kept");
const place = `keep:${form.dataset.owner}:${location.pathname}`;
let timer = 0;
let dirty = false;
let sending = false;

function say(words, wrong = false) {
  shown.textContent = words;
  shown.classList.toggle("sg-kept--wrong", wrong);
}

function typed() {
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  return fields;
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

/* A new token for this form, after signing in again in another tab. */
async function renew() {
  const page = await fetch(location.href, { redirect: "manual" });
  if (!page.ok) return false;
  const token = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-keep] [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  return Boolean(token);
}

async function answered(response) {
  if (response.ok) {
    const kept = await response.json();
    form.elements.revision.value = kept.revision;
    if (!dirty) sessionStorage.removeItem(place);
    say(`Draft kept at ${kept.at}.`);
  } else if (response.status === 409 || response.status === 422) {
    say(`${(await response.json()).words} Your text is still here${response.status === 409 ? ": press Finish to compare the two." : "."}`, true);
    return;
  } else if (response.type === "opaqueredirect" || response.status === 403) {
    const back = response.status === 403 && (await renew());
    dirty = true;
    say("You are signed out. Your text is still here: sign in in another tab, and it will be kept.", true);
    if (response.type === "opaqueredirect") await renew();
    later(back ? 0 : AGAIN);
    return;
  } else {
    throw new Error(String(response.status));
  }
  if (dirty) later(AFTER);
}

async function keep() {
  if (sending) return later(AFTER);
  sending = true;
  dirty = false;
  try {
    await answered(await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "manual" }));
  } catch {
    dirty = true;
    say("No connection. Your text is still here, and will be kept as soon as there is one.", true);
    later(AGAIN);
  } finally {
    sending = false;
  }
}

/* What others left in this tab is none of ours. */
for (const name of Object.keys(sessionStorage)) {
  if (name.startsWith("keep:") && !name.startsWith(`keep:${form.dataset.owner}:`)) sessionStorage.removeItem(name);
}

const left = JSON.parse(sessionStorage.getItem(place) || "null");
if (left && !document.querySelector(".nhsuk-error-summary")) {
  for (const [name, value] of Object.entries(left)) if (form.elements[name]) form.elements[name].value = value;
  say("What you wrote here before is back.");
  dirty = true;
  later(0);
}

form.addEventListener("input", () => {
  dirty = true;
  sessionStorage.setItem(place, JSON.stringify(typed()));
  later(AFTER);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  dirty = false;
});
window.addEventListener("online", () => dirty && later(0));
window.addEventListener("beforeunload", (event) => dirty && event.preventDefault());

/* Looks every second how far something long has come. Without this script there is a link to look again. */

const shown = document.querySelector("[data-watch]");
const aloud = document.querySelector("[data-aloud]");
let quarter = 0;

/* Said aloud at a quarter, a half and three quarters, and not every second. */
function say() {
  const bar = shown.querySelector("progress[max]");
  const reached = bar ? Math.floor((4 * bar.value) / bar.max) : 0;
  if (reached <= quarter) return;
  quarter = reached;
  aloud.textContent = `${bar.getAttribute("aria-label")}: ${25 * quarter} %`;
}

async function look() {
  const answer = await fetch(location.href, { headers: { "X-Shows-Progress": "1" } });
  const next = answer.headers.get("X-Next-Page");
  if (next) {
    aloud.textContent = "Done. The next page opens.";
    location.assign(next);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-watch]");
  if (now) shown.innerHTML = now.innerHTML;
  say();
  setTimeout(look, 1000);
}

setTimeout(look, 500);

/* Says five minutes before somebody is signed out that they will be, and lets them stay with one press. Who types is there. */

const MINUTE = 60000;
const WARN = 5 * MINUTE;
const { idle, stay } = document.body.dataset;
const shared = "last-page";
let warned = null;
let told = Date.now();

function last() {
  return Math.max(Number(localStorage.getItem(shared)) || 0, told);
}

async function remain() {
  told = Date.now();
  localStorage.setItem(shared, String(told));
  const answer = await fetch(stay, { method: "HEAD", redirect: "manual" }).catch(() => null);
  if (answer && answer.ok && warned) close();
}

function close() {
  warned.before.focus();
  warned.box.remove();
  warned = null;
}

function warn(minutes) {
  const box = document.createElement("div");
  box.className = "sg-idle";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", "sg-idle-words");
  box.innerHTML = '<p id="sg-idle-words"></p><button type="button" class="nhsuk-button nhsuk-button--small">Stay signed in</button>';
  box.querySelector("p").textContent = `You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}. What you send after that is there again once you have signed in.`;
  box.querySelector("button").addEventListener("click", remain);
  warned = { box, before: document.activeElement };
  document.body.append(box);
  box.querySelector("button").focus();
}

function look() {
  const left = Number(idle) * MINUTE - (Date.now() - last());
  if (left <= WARN && left > 0 && !warned) warn(Math.max(1, Math.round(left / MINUTE)));
  if (left > WARN && warned) close();
}

if (idle) {
  localStorage.setItem(shared, String(told));
  document.addEventListener("input", () => {
    if (Date.now() - told > MINUTE) remain();
  });
  setInterval(look, Math.min(15000, (Number(idle) * MINUTE) / 20));
}

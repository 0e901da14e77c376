/* Shows how far a large file has come, and that something long is under way. Without this script forms are sent as any other. */

const LARGE = 1_000_000;

function bytes(form) {
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  return files.reduce((sum, file) => sum + file.size, 0);
}

function progress(form) {
  const shown = document.createElement("p");
  shown.setAttribute("role", "status");
  shown.className = "sg-progress";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", "Sent so far");
  const words = document.createElement("span");
  shown.append(bar, words);
  form.append(shown);
  return (done) => {
    bar.value = done;
    words.textContent = done < 100 ? ` ${done}% sent` : " Sent. It is being looked at…";
  };
}

/* The server says nothing until it is done: the bar has no end, and the seconds are counted. */
function underWay(form) {
  const began = Date.now();
  const shown = document.createElement("p");
  shown.className = "sg-progress";
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", form.dataset.long);
  const words = document.createElement("span");
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.textContent = ` ${form.dataset.long}… `;
  shown.append(bar, said, words);
  form.append(shown);
  setInterval(() => {
    words.textContent = `${Math.round((Date.now() - began) / 1000)} seconds so far`;
  }, 1000);
}

function asAnyOther(form, button) {
  form.dataset.plain = "1";
  form.requestSubmit(button);
}

/* The server answers a form that it accepts with where to go. One that it does not is sent again as any other, to show what is wrong. */
function send(form, button) {
  const request = new XMLHttpRequest();
  const show = progress(form);
  const data = new FormData(form, button);
  request.upload.addEventListener("progress", (event) => show(Math.floor((100 * event.loaded) / event.total)));
  request.addEventListener("load", () => {
    const next = request.getResponseHeader("X-Next-Page");
    if (next) location.assign(next);
    else asAnyOther(form, button);
  });
  request.addEventListener("error", () => asAnyOther(form, button));
  request.open("POST", form.action);
  request.setRequestHeader("X-Shows-Progress", "1");
  show(0);
  request.send(data);
}

/* What is larger than the server takes is not sent at all. */
function tooLarge(form) {
  let found = false;
  for (const input of form.querySelectorAll("input[type=file][data-largest]")) {
    document.getElementById(`${input.id}-too-large`)?.remove();
    const most = Number(input.dataset.largest);
    if ([...input.files].every((file) => file.size <= most)) continue;
    const said = document.createElement("p");
    said.id = `${input.id}-too-large`;
    said.className = "nhsuk-error-message";
    said.setAttribute("role", "alert");
    said.textContent = `This file is larger than ${Math.floor(most / 1_000_000)} MB. Choose a smaller one, or a photograph of it.`;
    input.before(said);
    input.focus();
    found = true;
  }
  return found;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (tooLarge(form)) {
    event.preventDefault();
    return;
  }
  if (form.dataset.long) underWay(form);
  if (form.enctype !== "multipart/form-data" || form.dataset.plain || bytes(form) < LARGE) return;
  event.preventDefault();
  send(form, event.submitter);
});

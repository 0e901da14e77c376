/* Shows how far a large file has come. Without this script the form is sent as any other. */

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
    words.textContent = done < 100 ? ` ${done} % sent` : " Sent. It is being looked at…";
  };
}

function send(form, button) {
  const request = new XMLHttpRequest();
  const show = progress(form);
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  request.upload.addEventListener("progress", (event) => show(Math.floor((100 * event.loaded) / event.total)));
  request.addEventListener("load", () => {
    history.replaceState(null, "", request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  });
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action);
  show(0);
  request.send(data);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.enctype !== "multipart/form-data" || bytes(form) < LARGE) return;
  event.preventDefault();
  send(form, event.submitter);
});

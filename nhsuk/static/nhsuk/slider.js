/* Puts a slider beside a number. The number is what is sent, and is enough by itself. */

for (const field of document.querySelectorAll("input[data-slider]")) {
  const slider = document.createElement("input");
  const both = document.createElement("div");
  slider.type = "range";
  slider.min = "0";
  slider.max = field.dataset.slider;
  slider.className = "sg-slider";
  slider.setAttribute("aria-label", `${document.querySelector(`label[for="${field.id}"]`).textContent.trim()}, slider`);
  const hint = document.querySelector(`#${field.getAttribute("aria-describedby")?.split(" ")[0] || "none"}`);
  if (hint) slider.setAttribute("aria-describedby", hint.id);
  const say = () => slider.setAttribute("aria-valuetext", field.value === "" ? "not answered" : `${field.value} of ${slider.max}`);
  const follow = () => {
    slider.value = field.value || String(Math.round(Number(field.dataset.slider) / 2));
    slider.classList.toggle("sg-slider--unset", field.value === "");
    say();
  };
  slider.addEventListener("input", () => {
    field.value = slider.value;
    slider.classList.remove("sg-slider--unset");
    say();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  slider.addEventListener("keydown", (pressed) => {
    if (pressed.key !== " ") return;
    pressed.preventDefault();
    slider.dispatchEvent(new Event("input"));
  });
  slider.addEventListener("click", () => field.value === "" && slider.dispatchEvent(new Event("input")));
  field.addEventListener("change", follow);
  follow();
  both.className = "sg-slide";
  field.replaceWith(both);
  both.append(field, slider);
}

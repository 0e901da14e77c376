/* Puts a slider beside a number. The number is what is sent, and is enough by itself. */

for (const field of document.querySelectorAll("input[data-slider]")) {
  const slider = document.createElement("input");
  const both = document.createElement("div");
  slider.type = "range";
  slider.min = "0";
  slider.max = field.dataset.slider;
  slider.className = "sg-slider";
  slider.setAttribute("aria-label", `${document.querySelector(`label[for="${field.id}"]`).textContent.trim()}, slider`);
  const follow = () => {
    slider.value = field.value || String(Math.round(Number(field.dataset.slider) / 2));
    slider.classList.toggle("sg-slider--unset", field.value === "");
  };
  slider.addEventListener("input", () => {
    field.value = slider.value;
    slider.classList.remove("sg-slider--unset");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  slider.addEventListener("click", () => field.value === "" && slider.dispatchEvent(new Event("input")));
  field.addEventListener("change", follow);
  follow();
  both.className = "sg-slide";
  field.replaceWith(both);
  both.append(field, slider);
}

import { initAll } from "./frontend/nhsuk-frontend.min.js";

initAll();

// A picture wider than the screen, whose middle is today, is opened at its middle.
for (const box of document.querySelectorAll("[data-middle]")) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;

import { initAll } from "./frontend/nhsuk-frontend.min.js";

initAll();

/* Says while somebody types what the server would refuse or ask about. The server looks again, whatever this says. */

const TEN = /(?<!\d)(\d{3})[\s_.\-\u2010-\u2015\u2212/]{0,3}(\d{3})[\s_.\-\u2010-\u2015\u2212/]{0,3}(\d{4})(?!\d)/g;
const APART = /(?<!\d)(?=[3-9])(?:\d[\s_.,;:()[\]\-\u2010-\u2015\u2212/]{0,3}){9}\d(?!\d)/g;
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/i;
const BORN = /\b(?:d\.?o\.?b\b|born\b|date of birth\b)|\b\d{1,2}(?:st|nd|rd|th)?[ ./-]{1,2}(?:\d{1,2}|[a-z]{3,9})[ ./-]{1,2}(?:19\d{2}|200\d)\b/i;

function checks(digits) {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = 11 - (sum % 11);
  return (check === 11 ? 0 : check) === Number(digits[9]);
}

function said(text) {
  const plain = text.normalize("NFKC");
  for (const found of [...plain.matchAll(TEN), ...plain.matchAll(APART)]) {
    if (checks(found[0].replace(/\D/g, ""))) return "This looks like an NHS number, and will not be kept. Take it out.";
  }
  if (BORN.test(plain)) return "This looks like a date of birth. Take out anything that could identify a patient.";
  return POSTCODE.test(plain) ? "This looks like a postcode. Take out anything that could identify a patient." : "";
}

function told(area) {
  const known = document.getElementById(`${area.id}-guard`);
  if (known) return known;
  const shown = document.createElement("p");
  shown.id = `${area.id}-guard`;
  shown.className = "sg-guard";
  shown.setAttribute("role", "status");
  area.after(shown);
  return shown;
}

for (const area of document.querySelectorAll("textarea[data-guarded]")) {
  area.addEventListener("input", () => {
    const words = said(area.value);
    const shown = told(area);
    if (shown.textContent !== words) shown.textContent = words;
  });
}

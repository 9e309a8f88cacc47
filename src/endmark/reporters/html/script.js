(() => {
  const list = (selector) => [...document.querySelectorAll(selector)];
  list("[data-script]").forEach((one) => { one.hidden = false; });
  const places = () => list("[id^=f-], .articles a").filter((one) => one.getClientRects().length);
  const go = (step) => {
    const all = places();
    let at = all.indexOf(document.activeElement);
    if (at < 0) {
      at = all.findIndex((one) => one.getBoundingClientRect().top > (step > 0 ? 0 : -1));
      at = at < 0 ? all.length - 1 : step > 0 ? at : at - 1;
    } else {
      at += step;
    }
    const one = all[at];
    if (one) { if (one.id) { one.tabIndex = -1; } one.focus({ preventScroll: true }); one.scrollIntoView({ block: "center" }); }
  };
  const words = document.getElementById("words");
  const verdict = document.getElementById("verdict");
  const filter = () => {
    const wanted = words.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    list(".articles tbody tr").forEach((row) => {
      const text = row.textContent.toLowerCase();
      const fits = wanted.every((word) => text.includes(word));
      row.hidden = !fits || (verdict.value !== "" && row.cells[1].textContent !== verdict.value);
      shown += !row.hidden;
    });
    document.getElementById("shown").textContent = shown;
  };
  if (words) { words.addEventListener("input", filter); verdict.addEventListener("change", filter); }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      if (event.key === "Escape") { event.target.blur(); }
      return;
    }
    if (event.key === "j") { go(1); }
    if (event.key === "k") { go(-1); }
    if (event.key === "/" && words) { event.preventDefault(); words.focus(); }
  });
  addEventListener("beforeprint", () => list("details").forEach((one) => { one.open = true; }));
})();

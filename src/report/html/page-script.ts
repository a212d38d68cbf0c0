/**
 * What the page gains with a script: a filter over its trials, panels whose lists are made when they are opened, a panel
 * that stays open while one follows its trials, and the Escape key. The page is whole without it.
 */
export const pageScript = `
(function () {
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var place = document.getElementById("filter");
  if (place) {
    place.innerHTML = '<label for="filter-text">Show trials that contain </label><input type="search" id="filter-text"> <span id="filter-count" role="status"></span>';
    var input = document.getElementById("filter-text");
    var count = document.getElementById("filter-count");
    var rows = all("table.trials tbody tr");
    var texts = null;
    var apply = function () {
      if (!texts) texts = rows.map(function (row) {
        var titles = all("[title]", row).map(function (one) { return one.title; });
        return (row.textContent + " " + titles.join(" ")).toLowerCase();
      });
      var words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, place) {
        row.hidden = !words.every(function (word) { return texts[place].indexOf(word) >= 0; });
        if (!row.hidden) shown += 1;
      });
      count.textContent = words.length === 0 ? "" : shown + " of " + rows.length;
    };
    input.addEventListener("input", apply);
  }

  var stored = document.getElementById("slice-data");
  var data = stored && JSON.parse(stored.textContent);
  function linkTo(run, number) {
    var link = document.createElement("a");
    var row = "t" + run + "-" + number;
    var page = document.querySelector("#" + row + " th a[data-page]");
    link.href = page ? page.getAttribute("href") : "#" + row;
    link.textContent = String(number);
    return link;
  }
  function fill(panel) {
    if (!data || panel.dataset.filled) return;
    panel.dataset.filled = "yes";
    var groups = data.slices[panel.id] || [];
    all("ul", panel).forEach(function (list, place) {
      (groups[place] || []).forEach(function (line) {
        var item = document.createElement("li");
        var name = data.outcomes[line[0]];
        item.innerHTML = '<span class="swatch w o-' + name[0] + '"></span>' + name[1] + ' <span class="count">' + (line.length - 2) + "</span>";
        var number = 0;
        for (var at = 2; at < line.length; at += 1) {
          number += line[at];
          item.append(" ", linkTo(line[1], number));
        }
        list.append(item);
      });
    });
  }

  var kept = null;
  var opener = null;
  function close() {
    if (kept) kept.classList.remove("kept");
    kept = null;
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }
  function follow() {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.classList.contains("slice")) {
      if (kept && kept !== target) kept.classList.remove("kept");
      kept = target;
      fill(target);
      target.classList.add("kept");
      target.focus({ preventScroll: true });
    } else if (location.hash === "#closed") close();
    else if (target && target.matches("table.trials tr")) {
      if (place && input.value) { input.value = ""; apply(); }
      target.scrollIntoView({ block: "center" });
    }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && !link.closest(".slice")) opener = link;
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && kept) location.hash = "closed";
  });
  window.addEventListener("hashchange", follow);
  follow();
})();
`;

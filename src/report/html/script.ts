/** Adds a filter over the trial tables; the page is whole without it. */
export const script = `
(function () {
  var place = document.getElementById("filter");
  if (!place) return;
  place.innerHTML = '<label for="filter-text">Show trials that contain </label><input type="search" id="filter-text"> <span id="filter-count" role="status"></span>';
  var input = document.getElementById("filter-text");
  var count = document.getElementById("filter-count");
  var rows = Array.prototype.slice.call(document.querySelectorAll("table.trials tbody tr"));
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  function apply() {
    var words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row, place) {
      row.hidden = !words.every(function (word) { return texts[place].indexOf(word) >= 0; });
      if (!row.hidden) shown += 1;
    });
    count.textContent = words.length === 0 ? "" : shown + " of " + rows.length;
  }
  input.addEventListener("input", apply);
  window.addEventListener("hashchange", function () { if (/^#t\\d/.test(location.hash)) { input.value = ""; apply(); } });
})();
`;

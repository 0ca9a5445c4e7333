/* Search and filter, in the JavaScript of old browsers (ES5). Without it everything is shown. */
(function () {
  "use strict";
  var each = function (nodes, act) { Array.prototype.forEach.call(nodes, act); };
  var filters = [];

  function folded(text) {
    var plain = text.normalize ? text.normalize("NFKC") : text;
    return plain.toLowerCase();
  }

  function makeFilter(bar) {
    var list = document.querySelector('[data-list="' + bar.getAttribute("data-filter") + '"]');
    var words = bar.querySelector("input");
    var selects = bar.querySelectorAll("select");
    var count = bar.querySelector("[data-count]");
    var none = list.querySelector("[data-none]");
    var groups = list.querySelectorAll("[data-group]");
    var items = [];
    var waiting = null;
    var turn = 0;

    each(list.querySelectorAll("[data-item]"), function (node) {
      items.push({ node: node, text: null, shown: true });
    });

    function textOf(item) {
      if (item.text === null) {
        item.text = folded(item.node.textContent + " " + (item.node.getAttribute("data-more") || ""));
      }
      return item.text;
    }

    function fits(item, terms) {
      for (var i = 0; i < selects.length; i += 1) {
        var values = " " + item.node.getAttribute("data-" + selects[i].getAttribute("data-key")) + " ";
        if (selects[i].value && values.indexOf(" " + selects[i].value + " ") < 0) { return false; }
      }
      for (var j = 0; j < terms.length; j += 1) {
        if (textOf(item).indexOf(terms[j]) < 0) { return false; }
      }
      return true;
    }

    function apply() {
      var terms = folded(words.value).split(/\s+/).filter(function (term) { return term; });
      var shown = 0;
      turn += 1;
      each(items, function (item) {
        var keep = fits(item, terms);
        if (keep !== item.shown) { item.node.hidden = !keep; item.shown = keep; }
        if (!keep) { return; }
        shown += 1;
        for (var up = item.node.parentNode; up !== list && up.filterTurn !== turn; up = up.parentNode) { up.filterTurn = turn; }
      });
      each(groups, function (group) {
        var empty = group.filterTurn !== turn;
        if (group.hidden !== empty) { group.hidden = empty; }
      });
      none.hidden = shown > 0;
      count.textContent = shown === items.length ? "共 " + shown + " 条" : "显示 " + shown + " 条，共 " + items.length + " 条";
    }

    function soon() {
      if (waiting) { window.clearTimeout(waiting); }
      waiting = window.setTimeout(apply, 150);
    }

    function reset() {
      words.value = "";
      each(selects, function (select) { select.value = ""; });
      apply();
    }

    words.addEventListener("input", soon);
    each(selects, function (select) { select.addEventListener("change", apply); });
    bar.querySelector("[data-reset]").addEventListener("click", function () { reset(); words.focus(); });
    bar.hidden = false;
    apply();
    return { list: list, reset: reset };
  }

  /* A link to something the filter hides shows it again. */
  function reveal() {
    var name = window.location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch (broken) { return; }
    var target = name && document.getElementById(name);
    if (!target || target.offsetParent !== null) { return; }
    each(filters, function (filter) { if (filter.list.contains(target)) { filter.reset(); } });
    target.scrollIntoView();
  }

  /* What is folded up on the screen is wanted on paper. */
  function unfold() {
    each(document.querySelectorAll("details"), function (fold) { fold.setAttribute("open", ""); });
  }

  each(document.querySelectorAll("[data-filter]"), function (bar) { filters.push(makeFilter(bar)); });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", unfold);
  reveal();
}());

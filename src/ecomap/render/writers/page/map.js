"use strict";
document.querySelectorAll("svg").forEach(function (svg) {
  var nodes = svg.querySelectorAll("[data-node]"), ways = svg.querySelectorAll("[data-way]");
  function show(id) {
    svg.classList.toggle("chosen", id !== null);
    var met = {};
    ways.forEach(function (way) {
      var on = id !== null && way.dataset.way.split(" ").indexOf(id) >= 0;
      way.classList.toggle("on", on);
      if (on) { way.dataset.way.split(" ").forEach(function (name) { met[name] = true; }); }
    });
    nodes.forEach(function (node) { node.classList.toggle("on", node.dataset.node === id || met[node.dataset.node] === true); });
  }
  nodes.forEach(function (node) {
    node.addEventListener("mouseenter", function () { show(node.dataset.node); });
    node.addEventListener("mouseleave", function () { show(null); });
    node.addEventListener("focusin", function () { show(node.dataset.node); });
    node.addEventListener("focusout", function () { show(null); });
  });
});

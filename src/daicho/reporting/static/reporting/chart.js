// Draws the totals of a report over its periods, in the colours of the theme.

document.addEventListener("DOMContentLoaded", () => {
  const canvas = document.getElementById("report-chart");
  if (!canvas) return;
  const { labels, series } = JSON.parse(document.getElementById("report-chart-data").textContent);
  const style = getComputedStyle(document.body);
  const colours = ["--tblr-primary", "--tblr-orange", "--tblr-azure"].map((name) => style.getPropertyValue(name).trim());
  new Chart(canvas, {
    type: "bar",
    data: {
      labels,
      datasets: series.map(({ label, data }, place) => ({
        label,
        data: data.map(Number),
        backgroundColor: colours[place % colours.length],
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      color: style.color,
      scales: {
        x: { ticks: { color: style.color } },
        y: { ticks: { color: style.color }, beginAtZero: true },
      },
    },
  });
});

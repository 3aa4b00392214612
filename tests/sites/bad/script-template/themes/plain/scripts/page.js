document.title = `Sample
  of a model`;

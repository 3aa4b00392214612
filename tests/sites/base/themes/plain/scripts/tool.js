/** Shows the model's id. */
export function show(data) {
  document.title = data.model.id;
}
show(JSON.parse(document.getElementById("data").textContent));

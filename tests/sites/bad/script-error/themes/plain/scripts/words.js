export function words(data) {
  const id = data.model.id;
  const id = data.model.version;
  return id;
}

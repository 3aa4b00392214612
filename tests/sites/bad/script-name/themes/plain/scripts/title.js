const model = "Sample";

export function title({ id }) {
  return `${model} ${id}`;
}

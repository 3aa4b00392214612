export const { letters, words } = { letters: 5, words: 1 };
const hidden = words;
export class Title {}

export async function title(count) {
  return `${count} ${hidden}`;
}

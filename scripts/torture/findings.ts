export interface Findings {
  readonly violations: readonly string[];
}

export const inOrder = (places: readonly number[]): boolean =>
  places.every((place, index) => index === 0 || place > (places[index - 1] ?? place));

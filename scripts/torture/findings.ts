export interface Findings {
  readonly violations: readonly string[];
  /** Mails that came again with the same Message-ID: the one open window of N4. */
  readonly copies: number;
  readonly unknown: number;
}

export const inOrder = (places: readonly number[]): boolean =>
  places.every((place, index) => index === 0 || place > (places[index - 1] ?? place));

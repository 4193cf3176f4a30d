import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { passwordProblem } from '../../domain/profile.ts';

/**
 * How hard a password is to guess (section 1), estimated like attackers guess: by lists of the
 * commonest passwords, words and names, keyboard walks, dates, and what is known of the person.
 * Classes of characters play no part.
 */

/** Of 0 to 4: more than 10^8 guesses, too many for anybody who has to ask us, or Argon2, each time. */
const LEAST_SCORE = 3;

/**
 * What is looked at: the estimate takes longer with the square of the length (a tenth of a second for
 * this much at worst, in which the process answers nobody), and whatever is hard to guess up to here
 * does not become easier after it.
 */
const JUDGED_LENGTH = 32;

const ADVICE = 'Use a few unrelated words';

/** What the platform knows of somebody, and so does whoever guesses. */
export interface Owner {
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

/**
 * Why this cannot be the person's new password, in a sentence that says what to do; null when it can.
 * @param siteWords what everybody knows of the platform: they make no good password either
 */
export async function passwordWeakness(
  password: string,
  owner: Owner,
  siteWords: readonly string[],
): Promise<string | null> {
  const problem = passwordProblem(password, owner);
  if (problem !== null) return problem;
  const estimator = await load();
  const { score, feedback } = estimator.check(password.slice(0, JUDGED_LENGTH), [
    owner.email,
    ...owner.email.split(/[@.]/),
    owner.username,
    owner.firstName,
    owner.lastName,
    'requests',
    ...siteWords,
  ]);
  if (score >= LEAST_SCORE) return null;
  const why = feedback.warning ?? '';
  return `This is easy to guess${why === '' ? '' : `: ${why}`}. ${ADVICE}`;
}

/** Completes "This is easy to guess: …". */
const WARNINGS = {
  straightRow: 'it is a row of keys',
  keyPattern: 'it is a pattern of keys',
  simpleRepeat: 'it repeats one character',
  extendedRepeat: 'it repeats a few characters',
  sequences: 'it is a sequence like “abc”',
  recentYears: 'it is little more than a year',
  dates: 'it is little more than a date',
  topTen: 'it is among the ten commonest passwords',
  topHundred: 'it is among the hundred commonest passwords',
  common: 'it is a common password',
  similarToCommon: 'it is close to a common password',
  wordByItself: 'it is little more than one word',
  namesByThemselves: 'it is little more than a name',
  commonNames: 'it is made of common names',
  userInputs: 'it is made of your name, your address or the name of this site',
  pwned: 'it has been leaked elsewhere',
};

let loading: Promise<ZxcvbnFactory> | undefined;

/** The lists (1.6 MB of text, a third of a second) are read for the first new password of a process. */
function load(): Promise<ZxcvbnFactory> {
  loading ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]).then(
    ([{ ZxcvbnFactory }, common, english]) =>
      new ZxcvbnFactory({
        dictionary: { ...common.dictionary, ...english.dictionary },
        graphs: common.adjacencyGraphs,
        translations: { ...english.translations, warnings: WARNINGS },
      }),
  );
  return loading;
}

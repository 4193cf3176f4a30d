/** Target times, in the operations report and among the settings (D4). */
export const targetWords = {
  targetsTable: 'Target time by type',
  type: 'Type',
  target: 'Target',
  noTarget: 'None',
  setTarget: 'Set',
  changeTarget: 'Change',
  setTargetOf: (type: string) => `Set the target of ${type}`,
  changeTargetOf: (type: string) => `Change the target of ${type}`,

  dialogTitle: (type: string) => `Target: ${type}`,
  dialogText:
    'The time within which a request of this type should be completed. It changes no request; it only decides which ones are counted as late.',
  days: 'Days',
  hours: 'Hours',
  minutes: 'Minutes',
  saveTarget: 'Save target',
  removeTarget: 'Remove target',
  targetSaved: (type: string, target: string) => `${type}: the target is ${target}`,
  targetRemoved: (type: string) => `${type} has no target any more`,
  targetTooShort: 'Enter at least one minute.',
  targetTooLong: 'A target is at most 365 days.',
} as const;

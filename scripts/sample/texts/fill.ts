/** Puts values in the place of `{slots}`. @throws Error for a slot without a value */
export function fillText(template: string, slots: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new Error(`no value for the slot {${name}}`);
    return value;
  });
}

import { describe, expect, it } from 'vitest';
import { CsvCounter } from './csv-facts.ts';

const count = async (content: string | Buffer, chunkBytes = 7) => {
  const counter = new CsvCounter();
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    counter.write(bytes.subarray(at, at + chunkBytes));
  }
  return counter.end();
};

describe('F-SD1, F-SD2: columns and rows of a CSV', () => {
  it.each([
    ['commas', 'Market,Dispute Id\nUS,1\nDE,2\n'],
    [
      'semicolons, as spreadsheets write them in Europe',
      'Market;Dispute Id\r\n"US, East";1\r\nDE;2',
    ],
    ['tabs', 'Market\tDispute Id\nUS\t1\nDE\t2\n'],
    ['old line ends', 'Market,Dispute Id\rUS,1\rDE,2\r'],
    ['a byte order mark', '\uFEFFMarket,Dispute Id\nUS,1\nDE,2\n'],
    ['UTF-16', Buffer.from('\uFEFFMarket,Dispute Id\nUS,1\nDE,2\n', 'utf16le')],
    ['empty and blank lines', 'Market,Dispute Id\n\nUS,1\n,\nDE,2\n\n'],
    ['short and long rows', 'Market,Dispute Id\nUS\nDE,2,3\n'],
    ['line ends inside quotes', 'Market,Dispute Id\n"US\n\nEast",1\nDE,2'],
  ])('are read with %s', async (_name, content) => {
    expect(await count(content)).toEqual({ columns: ['Market', 'Dispute Id'], rows: 2 });
  });

  it('are the same however the bytes are cut', async () => {
    const content = 'Märkte,"Dispute ""Id"""\n"a,b",1\nc,2\n';
    const whole = await count(content, 10_000);
    expect(whole).toEqual({ columns: ['Märkte', 'Dispute "Id"'], rows: 2 });
    for (let bytes = 1; bytes < 12; bytes += 1) expect(await count(content, bytes)).toEqual(whole);
  });

  it('are there for a header alone', async () => {
    expect(await count('Market,Dispute Id')).toEqual({
      columns: ['Market', 'Dispute Id'],
      rows: 0,
    });
  });

  it.each([
    ['nothing', ''],
    ['a quote that never closes', 'Market,Id\n"US,1\nDE,2\n'],
    ['more columns than any sheet has', `${'a,'.repeat(600)}a\n`],
    ['a column name of unreasonable length', `${'x'.repeat(300)},b\n1,2\n`],
    ['a line that never ends', 'x'.repeat(400_000)],
    ['a record that never ends', `a,b\n"${'x'.repeat(400_000)}`],
  ])('are absent for %s', async (_name, content) => {
    expect(await count(content, 50_000)).toBeNull();
  });
});

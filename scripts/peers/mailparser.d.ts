/** mailparser ships no types: the part of it that the SMTP peer uses. */
declare module 'mailparser' {
  export interface HeaderLine {
    /** In lower case. */
    readonly key: string;
    /** As received, name and folding included. */
    readonly line: string;
  }
  export interface ParsedMail {
    readonly headerLines: readonly HeaderLine[];
    readonly subject?: string;
    readonly text?: string;
    readonly html?: string | false;
  }
  export interface ParserOptions {
    readonly skipHtmlToText?: boolean;
    readonly skipTextToHtml?: boolean;
    readonly skipImageLinks?: boolean;
  }
  export function simpleParser(source: Buffer, options?: ParserOptions): Promise<ParsedMail>;
}

import { describe, expect, it } from 'vitest';

const { findings } = (await import('../../scripts/style.js' as string)) as {
  findings(source: string): readonly { readonly line: number; readonly found: string; readonly text: string }[];
};

function found(source: string): readonly string[] {
  return findings(source).map((own) => `${own.line} ${own.found}`);
}

describe('the style check', () => {
  it('finds a sentence that begins as a relative clause', () => {
    expect(found('const a = 1;\n/** What makes its values. */')).toEqual(['2 What']);
    expect(found('// The shape of it. Whether it holds is decided later.')).toEqual(['1 Whether']);
    expect(found('/**\n * A line.\n *\n * @param seed of a run\n * @returns how far it is\n */')).toEqual([]);
  });

  it('joins the lines of a comment', () => {
    expect(found('// Rows that are put\n// aside.\nconst a = 1;\n// so\n\n// many')).toEqual(['1 put aside']);
  });

  it('passes questions, and words inside of sentences', () => {
    expect(found('// What is left? The part of what is whole.')).toEqual([]);
    expect(found('// Whatsoever, an offer, somewhat')).toEqual([]);
  });

  it('reads the titles of tests, and no other text of the code', () => {
    expect(found("test.each([[1, 'a)']])('what nobody knows: %i', () => {});")).toEqual(['1 nobody']);
    expect(found("describe('a run', () => {\n  it('What it is', () => {});\n});")).toEqual(['2 What']);
    expect(found("const words = 'so many';")).toEqual([]);
  });
});

/** A text of hanzi and digits, each at the size at which it can be read from afar. */

const RUNS = /[\u2e80-\u{3ffff}]+|[^\u2e80-\u{3ffff}]+/gu

export const LegibleText = ({ text }: { readonly text: string }) => (
  <>
    {(text.match(RUNS) ?? []).map((run, index) => (
      <span key={index} class={(run.codePointAt(0) ?? 0) >= 0x2e80 ? 'hanzi' : 'latin'}>
        {run}
      </span>
    ))}
  </>
)

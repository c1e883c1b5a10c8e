/** Colours written out where a name of client/tokens.css should stand: one hand draws all screens. */

const NAMED = 'white|black|red|green|blue|yellow|orange|gray|grey|silver|navy|teal|gold|crimson|tomato|ivory|beige'
const LITERAL = new RegExp(
  `#[0-9a-f]{3,8}\\b|\\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\\(|(?<![-\\w])(?:${NAMED})(?![-\\w(])`,
  'gi',
)

/** @returns each colour literal of a stylesheet with its line number, comments and addresses left aside. */
export const colourLiterals = (css: string): string[] => {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/url\([^)]*\)/g, blank)
  return bare.split('\n').flatMap((line, place) =>
    // Only what follows a colon is a value; an id in a selector is none.
    [...line.slice(line.indexOf(':') + 1).matchAll(LITERAL)]
      .filter(() => line.includes(':') && !line.trimEnd().endsWith('{'))
      .map(([found]) => `${place + 1}: ${found}`),
  )
}

/** A text in pieces short enough to be spoken one after another: the hall speaks at most 120 characters at once. Pure. */
const LONGEST = 120

const ENDS = /[^。！？；，、,.!?;:：\n]*[。！？；，、,.!?;:：\n]*/g

const inParts = (text: string, longest: number): readonly string[] => {
  const parts: string[] = []
  for (const [whole] of text.matchAll(ENDS)) {
    for (let at = 0; at < whole.length; at += longest) parts.push(whole.slice(at, at + longest))
  }
  return parts
}

/** Breaks at the ends of sentences where it can, and after commas else; nothing is lost and no piece is empty. */
export const inPieces = (text: string, longest = LONGEST): readonly string[] => {
  const pieces: string[] = []
  let piece = ''
  for (const part of inParts(text, longest)) {
    if (piece.length + part.length > longest) {
      pieces.push(piece)
      piece = ''
    }
    piece += part
  }
  pieces.push(piece)
  return pieces.map((one) => one.trim()).filter((one) => one !== '')
}

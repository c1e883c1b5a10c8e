/** Notes in a page when it begins and ends to sound; put in before its own scripts. Kept plain: it runs in the browser. */

/** What `evaluate('window.soundLog')` returns. Times are of the machine's clock, ms. */
export type SoundLog = {
  readonly chimes: readonly number[]
  readonly speeches: readonly number[]
  readonly ends: readonly number[]
}

export const SOUND_LOG = `
window.soundLog = { chimes: [], speeches: [], ends: [] }
{
  const ringAt = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (when) {
    // Two tones make one chime.
    const last = window.soundLog.chimes.at(-1) ?? 0
    if (Date.now() - last > 100) window.soundLog.chimes.push(Date.now())
    return ringAt.call(this, when)
  }
  const play = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (when) {
    window.soundLog.speeches.push(Date.now())
    this.addEventListener('ended', () => window.soundLog.ends.push(Date.now()))
    return play.call(this, when)
  }
}
`

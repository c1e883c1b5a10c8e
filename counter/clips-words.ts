/** What the page of the voice says: how zones are called to, and the clips that a hall records itself. */
import type { Word } from '../client/language.ts'
import type { ClipProblem } from '../hall/loudness.ts'
import type { VoiceEngine, VoiceLanguage } from '../hall/voice.ts'
import type { WaveProblem } from '../hall/wave.ts'

export const CLIPS = {
  zones: ['各区怎样叫号', 'How each zone is called to'],
  zonesHint: [
    '语言、用语、读法和引擎在目录的“voice”里改，发布后生效。“试听”播放的就是现在大厅里会听到的。',
    'Languages, wording, readings and engines are changed in the catalogue under “voice”. “Listen” plays what the hall would hear now.',
  ],
  zone: ['区域', 'Zone'],
  wholeHall: ['全厅', 'Whole hall'],
  says: ['会这样说', 'It says'],
  engines: ['依次使用', 'Engines in turn'],
  silent: ['静音：只显示，不出声', 'Silent: shows and never sounds'],
  trial: ['试听', 'Listen'],
  again: ['再次呼叫', 'Recall'],
  by: ['{language}：{engine}', '{language}: {engine}'],
  noVoice: [
    '服务器现在说不出来：录音不全，本机也没有 espeak-ng（安装：apt-get install espeak-ng）。大屏会用自己浏览器的语音，没有就只响提示音。',
    'The server cannot say it now: clips are missing, and so is espeak-ng (apt-get install espeak-ng). Boards use their own browser’s voices, or only chime.',
  ],
  pack: ['本厅录音', 'The hall’s own recordings'],
  packHint: [
    '录齐一种语言的全部词，叫号就用录音；缺一个词，那一句就换下一个引擎说。请同一个人、同一个话筒、安静的房间录。',
    'With every word of a language recorded, calls use the recordings; where one is missing, the next engine says the whole call. One person, one microphone, a quiet room.',
  ],
  done: ['已录 {count} / {all}', '{count} of {all} recorded'],
  complete: ['已录齐，正在使用', 'Complete, in use'],
  nothing: ['目录里没有要出声的区域，不需要录音。', 'No zone of the catalogue sounds, so no recordings are needed.'],
  word: ['请说', 'Say'],
  record: ['录音', 'Record'],
  rerecord: ['重录', 'Record again'],
  stop: ['停止', 'Stop'],
  listening: ['正在录，说完按“停止”', 'Recording: press Stop when you have said it'],
  play: ['播放', 'Play'],
  keep: ['保存，录下一个', 'Keep, next word'],
  kept: ['已保存', 'Kept'],
  remove: ['删除录音', 'Delete'],
  file: ['用音频文件', 'Use a sound file'],
  good: ['可以用：{ms} 毫秒，首尾静音已切掉，响度已调匀', 'Good: {ms} ms, silence cut off, loudness made even'],
  recorded: ['已录 {ms} 毫秒', 'Recorded, {ms} ms'],
  missing: ['还没有录', 'Not recorded yet'],
  insecure: [
    '这个页面不是安全连接（https 或本机），浏览器不让用话筒。请在服务器本机打开本页，或用“音频文件”上传手机、录音笔录好的文件。',
    'This page is not a secure context (https or this very machine), so the browser gives no microphone. Open it on the server itself, or use sound files recorded elsewhere.',
  ],
  noMicrophone: [
    '话筒打不开：请检查是否插好、是否允许本页使用，也可以用“音频文件”。',
    'The microphone did not open: see whether it is plugged in and allowed, or use sound files.',
  ],
  badFile: [
    '这个文件不是浏览器能读的音频，请存成 WAV 或 MP3 再试。',
    'The browser cannot read this file as sound: save it as WAV or MP3.',
  ],
} satisfies Record<string, Word>

export const LANGUAGE_WORDS: Readonly<Record<VoiceLanguage, Word>> = {
  mandarin: ['普通话', 'Mandarin'],
  cantonese: ['粤语', 'Cantonese'],
  english: ['英语', 'English'],
}

export const ENGINE_WORDS: Readonly<Record<VoiceEngine, Word>> = {
  clips: ['本厅录音', 'recordings'],
  agent: ['服务器合成', 'server synthesis'],
  browser: ['大屏浏览器', 'board’s browser'],
}

/** Why a recording was not taken, and what to do. */
export const CLIP_PROBLEMS: Readonly<Record<ClipProblem | WaveProblem, Word>> = {
  'too-quiet': [
    '声音太小：请靠近话筒，或把话筒音量调高，再录一次。',
    'Too quiet: come nearer or turn the microphone up, and record again.',
  ],
  clipped: [
    '声音太大，已经破音：请离话筒远一些，或把音量调低，再录一次。',
    'Too loud and cut off: step back or turn the microphone down, and record again.',
  ],
  'too-long': [
    '太长：只说这一个词，三秒以内，再录一次。',
    'Too long: say only this word, within three seconds, and record again.',
  ],
  'too-short': [
    '只听到一声响：请按下“录音”后再说，说完再停。',
    'Only a click was heard: speak after pressing Record, and stop afterwards.',
  ],
  'not-wav': ['这不是 WAV 文件。', 'This is no WAV file.'],
  'not-pcm': ['这个 WAV 是压缩格式，请存成 PCM。', 'This WAV is compressed: save it as PCM.'],
  empty: ['什么也没有录到，请检查话筒。', 'Nothing was recorded: see whether the microphone works.'],
}

/** What the page of pictures and films says. */
import type { Word } from '../client/language.ts'

export const M = {
  title: ['图片和视频', 'Pictures and films'],
  hint: [
    '图片 JPEG、PNG、WebP，10 MB 以内；视频 MP4、WebM，300 MB 以内',
    'Pictures: JPEG, PNG, WebP up to 10 MB; films: MP4, WebM up to 300 MB',
  ],
  add: ['上传', 'Upload'],
  sending: ['正在上传 {percent}%', 'Uploading {percent}%'],
  stop: ['取消', 'Cancel'],
  none: ['还没有图片和视频', 'No pictures or films yet'],
  tooLarge: [
    '文件太大：图片 10 MB、4000 万像素以内，视频 300 MB 以内',
    'Too large: pictures up to 10 MB and 40 million pixels, films up to 300 MB',
  ],
  diskFull: [
    '服务器磁盘快满了，请先删掉不用的图片和视频',
    'The server’s disk is nearly full: delete what is not needed',
  ],
  cutOff: ['没有传完，请再传一次', 'It did not arrive whole: send it again'],
  inUse: [
    '还在使用，先从播放单移出并发布，或换掉那张照片',
    'Still in use: take it out of the playlist and publish, or replace that photo',
  ],
  badType: ['只能放 JPEG、PNG、WebP 图片和 MP4、WebM 视频', 'Only JPEG, PNG, WebP pictures and MP4, WebM films'],
  onBoard: ['正在屏上', 'On boards'],
  photo: ['人员照片', 'Photo'],
  unused: ['没有使用', 'Not used'],
  remove: ['删除', 'Delete'],
  removeSure: ['删除后不能恢复，要用时须重新上传', 'It cannot be brought back; it would have to be uploaded again'],
  toPlaylist: ['加到播放单', 'Add to the playlist'],
  film: ['视频', 'Film'],
  // What stands on boards besides calls.
  boards: ['屏上轮播', 'On boards in turn'],
  boardsHint: [
    '叫号旁边轮流显示；叫号从不等它。保存后到目录页发布，屏幕才更新',
    'Shown in turn beside the calls, which never wait for it. Save, then publish on the catalogue page',
  ],
  toCatalogue: ['去“目录”发布', 'Publish under “Catalogue”'],
  playlist: ['播放单', 'Playlist'],
  empty: ['空的播放单：轮流显示今日数据和大厅须知', 'Empty: the day’s figures and the rules take turns'],
  figures: ['今日数据', 'The day’s figures'],
  rules: ['大厅须知', 'Rules of the hall'],
  text: ['文字', 'Text'],
  addFigures: ['加今日数据', 'Add figures'],
  addRules: ['加大厅须知', 'Add rules'],
  addText: ['加文字', 'Add a text'],
  titleOf: ['标题', 'Title'],
  lines: ['内容，一行一句', 'Lines'],
  seconds: ['秒', 's'],
  up: ['上移', 'Up'],
  down: ['下移', 'Down'],
  drop: ['移出', 'Take out'],
  missing: ['文件不在了', 'The file is gone'],
  ruleLines: ['大厅须知，一行一条', 'Rules of the hall, one a line'],
  save: ['保存到草稿', 'Save to the draft'],
  saved: ['已保存到草稿，发布后生效', 'Saved to the draft; it counts once published'],
  savedWrong: [
    '已保存，但目录草稿还有错误，改好才能发布',
    'Saved, but the draft still has errors to mend before publishing',
  ],
  picture: ['图片', 'Picture'],
  incomplete: ['标题和文字要写上，时间 5–600 秒', 'Titles and texts are needed; times are 5–600 s'],
  undo: ['放弃修改', 'Discard changes'],
} satisfies Record<string, Word>

/** What the server says no to about a file, by its code. */
export const MEDIA_FAULTS: Readonly<Record<string, Word>> = {
  'media-type': M.badType,
  'too-large': M.tooLarge,
  'disk-full': M.diskFull,
  'cut-off': M.cutOff,
  'media-in-use': M.inUse,
}

/** What the card of the line and its certificate says. */
import type { Word } from '../client/language.ts'

export const LINE = {
  title: ['网络与证书', 'Line and certificate'],
  tls: ['大厅内的连接都已加密', 'Every connection of the hall is encrypted'],
  local: ['只对服务器本机开放，别的电脑打不开', 'Open to this machine only'],
  localHint: [
    '要让大厅里的设备使用，用 HOST=0.0.0.0 重新启动，会自动启用加密',
    'Start with HOST=0.0.0.0 to open it to the hall; it is encrypted then',
  ],
  plain: [
    '没有加密：同一网络上的人能看到、也能改动传输的内容',
    'Not encrypted: anyone on the network can read and change what is sent',
  ],
  plainHint: [
    '启动时设了 PLAIN_HTTP=1。去掉它重新启动，再给屏幕重做“开机设置”。加密以前：断网打不开页面，录音、防熄屏用不了',
    'PLAIN_HTTP=1 was set at the start. Start without it, then set the screens up again. Until then pages do not open offline, and recording and staying lit do not work',
  ],
  until: ['证书有效到', 'Valid until'],
  renews: ['到期前自动更换，不用重启', 'Renews itself before, without a restart'],
  given: ['自备证书，更换文件后一小时内生效', 'From elsewhere; a replaced file counts within the hour'],
  names: ['可用的名称和地址', 'Names and addresses'],
  namesHint: ['用别的名称打开会被浏览器拦下', 'Browsers refuse any other'],
  rootUntil: ['根证书有效到', 'Root valid until'],
  rootHint: ['只能为以上名称和地址作证', 'It can vouch for these names alone'],
  fingerprint: ['根证书指纹', 'Root fingerprint'],
  fingerprintHint: ['装根证书的人照这一串逐字核对', 'Whoever installs the root compares this'],
  uncovered: [
    '根证书不含这些后来才有的名称：{names}。设备请仍用上面的名称打开；确要使用新名称，须移走数据目录里的 tls 文件夹、重新启动，并给每台设备换上新根证书',
    'The root does not cover names that came later: {names}. Use those above; for the new ones move the folder tls of the data folder away, restart, and give every machine the new root',
  ],
  download: ['下载根证书', 'Download the root'],
  howScreens: [
    '屏幕：在“屏幕 → 开机设置”下载的策略已带上根证书。窗口电脑：把根证书装进“受信任的根证书颁发机构”。前置机和备机：配对命令里带上指纹',
    'Screens: the policy under Screens → Start-up carries the root. Window computers: install it as a trusted root authority. Edges and standby: the pairing command carries the fingerprint',
  ],
} satisfies Record<string, Word>

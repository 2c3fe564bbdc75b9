// Chinese words of the history: its page, a record's timeline, and what lies in an export.
import type { historyEn } from './history-en.ts';

export const historyZh = {
  'action.sample': '抽样',
  'action.ask': '提问',
  'action.answer': '答复',
  'action.acknowledge': '签阅',
  'action.settle': '关闭提问',
  'via.web': '页面操作',
  'via.api': '页面或接口',
  'via.cli': '命令行',
  'via.import': '导入',
  'via.system': '系统自动',
  'actor.operator': '运维（命令行）',
  'actor.intake': '系统（导入）',
  'actor.figures': '系统（指标）',
  'actor.sealer': '系统（封存）',
  'actor.sign-in': '系统（登录）',
  'history.page': '操作历史',
  'history.page.subtitle': '何人、何时、为何做了什么。此处内容不可更改，每秒封存成链。',
  'history.page.by': '条目范围',
  'history.page.by.records': '涉及本期记录',
  'history.page.by.made': '本期内的操作',
  'history.page.person': '操作人',
  'history.page.kind': '记录类型',
  'history.page.action': '操作',
  'history.page.anybody': '全部人员',
  'history.page.anyKind': '全部类型',
  'history.page.anyAction': '全部操作',
  'history.page.entries': '条目',
  'history.page.rows': '{count}条记录',
  'history.page.row': '1条记录',
  'history.page.open': '查看变更',
  'history.page.shut': '收起',
  'history.page.more': '显示更早的条目',
  'history.page.some': '共{count}条，仅显示前{shown}条。',
  'history.page.all': '在列表中查看全部',
  'history.page.noRecords': '该条目没有您可查看的记录。',
  'history.page.unsealed': '尚未封存',
  'history.page.head': '已封存至第{height}块：{hash}',
  'history.page.empty': '没有符合条件的条目',
  'history.page.empty.records': '该范围和期间的记录没有任何操作。请在上方另选，或改看“本期内的操作”。',
  'history.page.empty.made': '该时间内没有任何操作。请在上方另选期间，或改看“涉及本期记录”。',
  'history.page.export': '导出',
  'history.page.export.title': '带走操作历史',
  'history.page.export.text': '一个ZIP，包含条目、各版本的规范形式、单据、区块链，以及无需本系统即可核验的脚本。',
  'history.page.export.do': '下载ZIP',
  'history.page.export.progress': '已写入 {done} / {total}',
  'history.page.export.starting': '正在汇集……',
  'history.page.export.done': '已完成。',
  'history.page.export.failed': '下载中断，请重新下载。',
  'history.timeline.file': '来自 {file}',
  'history.timeline.attached': '上传单据：',
  'history.timeline.closed': '当月关账：',
  'history.timeline.reopened': '当月重新打开：',
  'history.verify': '核验操作历史',
  'history.verify.holds':
    '历史完好：{blocks}个区块、{entries}个条目、{revisions}个版本相互一致；{unsealed}个条目待封存。',
  'history.verify.broken': '历史不完好：发现{count}处不符。',
  'history.fault.block_chain': '区块与前一块不相接：',
  'history.fault.block_hash': '区块哈希值与其内容不符：',
  'history.fault.merkle_root': '区块中的条目被改动、增加或删除：',
  'history.fault.entry_digest': '条目所指版本与现有版本不符：',
  'history.fault.content_hash': '版本在录入后被改动：',
  'history.fault.unknown_entry': '存在没有任何条目提及的版本：',
  'history.fault.lifecycle': '记录状态与其步骤不符：',
  'history.column.seq': '序号',
  'history.column.at': '时间（UTC）',
  'history.column.who_en': '操作人（英文）',
  'history.column.who_zh': '操作人（中文）',
  'history.column.via': '来源',
  'history.column.action': '操作',
  'history.column.kind': '记录类型',
  'history.column.scope': '范围',
  'history.column.rows': '记录数',
  'history.column.reason': '理由',
  'history.column.record': '记录',
  'history.column.revision': '版本',
  'history.column.hash': '内容SHA-256',
  'history.column.block': '已封存至区块',
  'history.export.readme': `操作历史导出包

如何核验
  1. sha256sum -c SHA256SUMS            每个文件均与写出时一致
  2. node verify-history.mjs . --lang zh    需 Node.js 20 及以上，无需本系统；也可直接给出ZIP
     node verify-history.mjs . --head 哈希值 --lang zh   并给出您在系统外保存的区块哈希值
  脚本以文字说明不符之处。退出码 0：通过；1：不通过；2：无法读取。

包含内容
  entries.csv       何人、何时、为何做了什么，可用表格软件打开
  entries.jsonl     同上，为成链时的原样；未列入导出范围的条目仅有哈希值
  blocks.jsonl      自首块起的区块链，每块记有前一块的哈希值
  revisions.jsonl   各条目所写的版本及其内容（规范 JSON，RFC 8785）
  steps.jsonl       审核步骤：何人提交、复核、批准或退回了哪一版，与该版哈希值绑定
  papers.jsonl      记录的单据；文件在 files 文件夹
  ended.jsonl       已失效的单据，以及替代件或原因
  people.json       导出时所知的操作人姓名（姓名可依法删除，故不入链）
  manifest.json     范围、期间、数量和链首

如何相互印证
  版本的哈希值是其内容的 SHA-256；条目记有其各版本“编号 版本 哈希值”各行的 SHA-256；条目是 Merkle 树的叶子，
  根哈希记于区块，区块又记有前一块的哈希值。

能证明什么，不能证明什么
  只要链首真实，包内任何内容自封存以来均未被改动、增加或删除。数据库所有者可以整体重写并重新封存，只有保存在系统
  外的链首才能识破：每期已发布报告均印有链首，请妥善保存，并用 --head 给出。
  它不能证明所录内容属实，这要靠单据。`,
} as const satisfies Record<keyof typeof historyEn, string>;

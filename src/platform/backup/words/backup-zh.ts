/** Chinese words of backup and restore. */
export const backupZh = {
  not_a_backup: '该文件不是 greenfab 备份，或内容不完整。',
  newer_backup: '该备份由更新版本的 greenfab 生成（{part}）。请用该版本或更高版本恢复。',
  altered_backup: '该备份与写入时不一致：{part} 与末尾清单不符。未恢复任何内容。',
  not_empty: '该系统中已有人员或记录。备份只能恢复到空的数据目录和数据库。',
  backup_in_progress: '正在进行备份，请等待完成。',
  restore_unfinished: '此数据目录的恢复未完成或未通过校验。请清空目录和数据库后重新恢复。',
  'backup.taken': '已将 {rows} 行数据和 {files} 个文件备份到 {file}。缺失的证明文件：{missing} 个。',
  'backup.reading': '正在读取备份并逐项核对清单……',
  'backup.verifying': '数据已写入，正在校验历史、文件和指标……',
  'backup.restored':
    '已恢复到 {taken} 的状态。历史校验通过（{entries} 条记录，{revisions} 个版本），文件齐全，重新计算的 {figures} 项指标一致。',
  'backup.does-not-hold':
    '已恢复到 {taken} 的状态，但校验未通过：历史有 {discrepancies} 处不符，{missing} 个文件缺失或被改动，{unequal} 项指标或汇总不一致。',
  'ui.place.backup': '备份',
  'backup.title': '备份',
  'backup.teach':
    '一份备份就是一个文件，包含某一时刻的全部内容：记录、历史、人员、设置、指标、报告版本和所有证明文件。备份时大家可照常工作。请像保护系统本身一样保管备份：其中含有密码哈希和密钥。',
  'backup.how-to-restore':
    '在空机器上运行 greenfab restore FILE 即可恢复，随后自动校验历史、检查每个文件并重新计算指标。',
  'backup.take': '立即备份',
  'backup.taking': '正在备份：已写入 {rows} 行、{files} 个文件',
  'backup.none': '服务器上还没有备份。',
  'backup.taken-at': '备份时刻',
  'backup.taken-by': '备份人',
  'backup.rows': '行数',
  'backup.files': '文件数',
  'backup.size': '大小 (MB)',
  'backup.download': '下载',
  'backup.remove': '删除',
  'backup.remove-sure': '从服务器删除这份备份？已下载的文件不受影响。',
  'backup.missing': '有 {count} 个证明文件缺失或损坏',
  'backup.failed': '上次备份失败：{why}',
  'backup.kept': '服务器上保留最新 {count} 份，更早的自动删除。',
} as const;

// English words of saved views of lists.
export const viewsEn = {
  'views.mine': 'Mine',
  'views.shared': 'Shared',
  'views.first': 'This list opens with',
  'views.who': 'Who sees it',
  'views.onlyMe': 'Only me',
  'views.everybodyAt': 'Everybody at {scope}',
  'views.everybody': 'Everybody in the group',
  'views.replaces': 'It replaces your view “{name}”.',
} as const;

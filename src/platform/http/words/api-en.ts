// English words of the API: what kind of refusal it is by its status, and what only programs meet.
export const apiEn = {
  'http.400': 'The request cannot be read',
  'http.401': 'Not signed in',
  'http.403': 'Not allowed',
  'http.404': 'Not found',
  'http.409': 'It does not fit what is there',
  'http.412': 'Changed meanwhile',
  'http.413': 'Too large',
  'http.415': 'Not a type that is read here',
  'http.421': 'Not this server',
  'http.422': 'What was given is not right',
  'http.429': 'Too many requests',
  'http.500': 'Something went wrong',
  'http.503': 'Not ready yet',
  'api.about':
    'Records in, figures out, every figure linked to its records. Everything that the pages do is done by these endpoints.',
  'api.needs': 'Needs {action} where the record or the figure belongs.',
  'api.byKey':
    'An API key, made under API keys. It may what its person may today, cut down to its actions and its scope.',
  'api.ifMatch': 'The ETag that was seen. If the record moved on, the answer is 412 with every field that changed.',
  'api.ifNoneMatch': 'The ETag of the answer that is there already: 304 if it still holds.',
  'api.idempotencyKey': 'A name for this request, kept for 24 hours: asked again, the first answer is given again.',
  'api.etag': 'For a record, r and the number of its revision, then a tag of the answer.',
  'api.problem': 'Refused: a code of a closed list, and words in the language of the reader',
  'api.tooMany': 'Asked too often: Retry-After says when to go on',
  'api.language': 'Language',
  'api.title': 'API for programs',
  'api.document': 'The whole description as OpenAPI 3.1',
  'api.endpoints': 'Endpoints',
  'api.find': 'Find an endpoint',
  'api.nothingFound': 'No endpoint has all of these words.',
  'api.parameters': 'Parameters',
  'api.body': 'Body',
  'api.answer': 'Answer',
  'api.required': 'required',
  'api.refusals': 'Refusals',
  'api.refusalsText':
    'A refusal is a problem document (RFC 9457): the type leads here, the title says what kind of thing it is, the detail what happened. Problems of single fields stand in problems, mistakes in the shape of the request in issues. Words are in the language of Accept-Language.',
  'api.key.title': 'Come in with a key',
  'api.key.text':
    'Make a key under API keys in your menu; an administrator makes keys of programs under Service keys. A key may what its person may today, cut down to its actions and scope.',
  'api.lists.title': 'Read a list to its end',
  'api.lists.text':
    'Filter with filter.FIELD, filter.FIELD.from, .before and .contains, with scope, period, states and q; order with sort. Every answer names the next page in next and in Link: follow it with cursor, and no record comes twice or is left out, whatever is recorded meanwhile. count and sums stand on the first page.',
  'api.changes.title': 'Change only what you saw',
  'api.changes.text':
    'Every record has an ETag. Send it back as If-Match: if somebody was faster, the answer is 412 with each field that changed. If-None-Match: * records only what is not there yet. The id is yours (UUIDv7), so that sending twice records once.',
  'api.once.title': 'Do it once',
  'api.once.text':
    'Give a POST an Idempotency-Key. Sent again within 24 hours, the first answer comes again, with Idempotency-Replayed: true. The same key for another request is refused. What is told once, such as a new key, is not kept and takes no such name.',
  'api.webhooks.title': 'Be told what happens',
  'api.webhooks.text':
    'A webhook is told when records are approved or returned, months closed or reopened, editions published or figures restated. Check the signature over the second and the exact bytes, and that the second is not old. Answer 2xx within ten seconds; else it is sent again after 10 s, 1 min, 5 min, 30 min, 2 h, 6 h, 12 h and twice after a day. Messages may come twice and in another order: id and seq tell.',
  'api.limits.title': 'How much at once',
  'api.limits.text':
    'Requests are counted by the minute; each answer says how many are left. Beyond that the answer is 429 and says when to go on. A JSON body may have 2 MB, a step with many records 16 MB.',
  changed_meanwhile: 'You saw revision {seen}; now it is revision {now}. What changed is listed.',
  changed_to: 'Was {was}; is now {now}.',
  wrong_cursor: 'This cursor belongs to another list or order. Begin again without it.',
  key_not_valid: 'There is no such API key, or it has ended.',
  key_too_wide: 'A key may not do more than you: {action} is not yours there.',
  key_reused: 'This Idempotency-Key was used for another request.',
  still_working: 'The first request of this name is still being answered.',
  too_many_requests: 'Too many requests. Go on in {seconds} s.',
  request_too_large: 'The request is larger than allowed.',
  address_not_allowed:
    'This address may not be reached from here: it has to begin with https:// and lie outside the operator’s own network.',
} as const;

// English words of the round of readings by hand.
export const roundEn = {
  'water.hand-reading': 'Reading by hand',
  'water.hand-reading|many': 'Readings by hand',
  'water.hand-reading.site': 'Factory',
  'water.hand-reading.meter': 'Meter',
  'water.hand-reading.readAt': 'Read at',
  'water.hand-reading.count': 'Reading',
  'water.hand-reading.confirmed': 'Confirmed when asked',
  'water.hand-reading.reason': 'Reason or note',
  'water.hand-question.lower_than_last': 'Lower than the last',
  'water.hand-question.rolled_over': 'Began again at zero',
  'water.hand-question.more_than_can_flow': 'More than can flow through the meter',
  'water.hand-question.much_more_than_usual': 'Much more than usual',
  'water.hand-question.much_less_than_usual': 'Much less than usual',
  'water.hand-question.same_as_last': 'Same as the last',
  'water.hand-question.wrong_number_of_digits': 'More digits than the register has',
  meter_of_another_factory: 'This meter belongs to another factory.',
  hand_reading_clock: '{given} cannot be when it was read. Set the clock of the device.',
  hand_reading_lower_than_last:
    '{given} is lower than {last}, the reading before. Correct it, or confirm it with the reason.',
  hand_reading_rolled_over:
    '{given} follows {last}: did the register begin again at zero? Confirm it with a note, or correct it.',
  hand_reading_more_than_can_flow:
    '{given} after {last} is more than can flow through the meter. Correct it, or confirm it with the reason.',
  hand_reading_much_more_than_usual:
    '{given} after {last} is much more than usual. Correct it, or confirm it with the reason.',
  hand_reading_much_less_than_usual:
    '{given} after {last} is much less than usual. Correct it, or confirm it with the reason.',
  hand_reading_same_as_last: '{given} is the same as the reading before. Correct it, or confirm it with the reason.',
  hand_reading_wrong_number_of_digits:
    '{given} has more digits than the register. Correct it, or confirm it with the reason.',
};

// How many letters must change to make one word another.

/** The number of insertions, deletions, replacements and swaps of neighbours, or undefined when more than `most` are needed. */
export function editDistance(left: string, right: string, most: number): number | undefined {
  if (Math.abs(left.length - right.length) > most) return undefined;
  let twoAbove: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let distance = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwap) distance = Math.min(distance, (twoAbove[column - 2] as number) + 1);
      current.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return undefined;
    twoAbove = above;
    above = current;
  }
  const distance = above[right.length] as number;
  return distance > most ? undefined : distance;
}

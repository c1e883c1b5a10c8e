/** The five grades of today in sum. Who was silent is not counted. */
import { fill, say } from '../client/language.ts'
import { GRADE_WORDS } from '../client/words.ts'
import { GRADES } from '../hall/commands.ts'
import type { FloorView } from '../hall/views/floor.ts'
import { satisfaction } from './floor.ts'
import { FLOOR } from './manager-words.ts'

export const Grades = ({ grades }: Pick<FloorView, 'grades'>) => {
  const { rated, share } = satisfaction(grades)
  return (
    <div class="ratings">
      <h2>{say(FLOOR.grades)}</h2>
      <p class="hint">
        {share === null ? say(FLOOR.unrated) : fill(FLOOR.satisfied, { rated, share: (share * 100).toFixed(1) })}
      </p>
      <ul>
        {GRADES.map((grade) => (
          <li key={grade}>
            <span>{say(GRADE_WORDS[grade])}</span>
            <span class="bar" style={`--share:${rated === 0 ? 0 : grades[grade] / rated}`} />
            <b>{grades[grade]}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

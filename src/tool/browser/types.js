/**
 * The shapes that the modules of the tool share. Types only: this file is not among the modules that are joined.
 *
 * The model, as the build wrote it into the page or as a user's own file declares it.
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {string} category
 * @property {string[]} scales The scales that it can be scored on; an answer says on which one (its side) where there are several.
 * @property {string} name Official name.
 * @property {boolean} [unconfirmed] Whether nobody has held the official name against its source.
 *
 * @typedef {{id: string, level: number}} Shortcut A button that sets a level and keeps why ("not known").
 * @typedef {{id: string, sides: Record<string, string>, reasons: Record<string, string>}} Pattern Target sides by item, with the id of a reason for each.
 * @typedef {{model: string, version: string, names: Record<string, string>, lookAgain: string[]}} Earlier An earlier model that answers may be carried over from.
 *
 * @typedef {object} Profile
 * @property {string} id
 * @property {string} [name] Of a user's own profile; the words of shipped ones are among the texts.
 * @property {string} source Where the numbers come from, in words.
 * @property {string} address Of the owner's document, "" where none is known.
 * @property {string} checked Day on which the numbers were compared with the source, "" where nobody did.
 * @property {boolean} ours Whether it is Shirube's own proposal.
 * @property {ReadonlyMap<string, number | "not-required">} levels Of an item that is absent the threshold is not known.
 * @property {readonly string[]} exemptions Ids of items that a team may leave out where they do not apply.
 * @property {Fields} kept
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} version
 * @property {string} hash Of its definition.
 * @property {string[]} [formerHashes] What the same definition had before.
 * @property {boolean} [own] Whether it is from a user's own file.
 * @property {string} owner
 * @property {string} [lang] Language of the official names.
 * @property {Record<string, number[]>} scales Levels of each scale, from the lowest to the highest.
 * @property {string[]} categories
 * @property {Item[]} items
 * @property {string} [aggregation]
 * @property {number[]} [leftOut] Levels that are answers and take no part in a mean ("decided not to do").
 * @property {number[]} [decided] Levels that rest on a decision: the tool asks who decided, and when.
 * @property {number} [evidenceFrom] The level from which an answer without evidence is warned of.
 * @property {number} [strengthenBelow] Where an item's side is the wanted one, it is to be strengthened below this level.
 * @property {Shortcut[]} [shortcuts]
 * @property {Pattern[]} [patterns]
 * @property {Profile[]} [profiles]
 * @property {Earlier[]} [earlier]
 *
 * The words. What is marked as optional is left out where it would be empty.
 *
 * @typedef {object} ItemTexts
 * @property {string} title
 * @property {string} description
 * @property {Record<string, string>} levels What a level looks like for this item; of a level that is absent the scale's text is meant.
 * @property {string} href "" or absent in a model's own file.
 * @property {string} lang
 *
 * @typedef {object} Texts
 * @property {Record<string, string>} ui
 * @property {string} model
 * @property {Record<string, string>} categories
 * @property {Record<string, Record<string, string>>} scales Short names of levels.
 * @property {Record<string, Record<string, string>>} [scaleTexts] What a level means whatever the item, by scale and level.
 * @property {Record<string, string>} [scaleNames] Names of scales, where a model has several.
 * @property {Record<string, ItemTexts>} items
 * @property {Record<string, {name: string, text: string, reasons: Record<string, string>}>} [profiles]
 * @property {Record<string, {name: string, text: string}>} [patterns]
 * @property {Record<string, string>} [reasons] Why an item should be on a side, by id.
 * @property {Record<string, string>} [shortcuts]
 * @property {Record<string, {high: string, low: string}>} [findings] A sentence on a category that is strong, and one on a category that is weak.
 * @property {{text: string, link: string, address: string} | null} [notice] What must be known before anything else.
 * @property {string[]} [steps] How to use the tool.
 * @property {string[]} [help] What to know about scoring.
 *
 * @typedef {{tag: string, name: string, dir: string}} Language
 * @typedef {{intro: string, scoring: string, home: string, site: string}} About Addresses of pages, and the site's title.
 *
 * @typedef {object} ToolData
 * @property {number} format
 * @property {Model} model
 * @property {Language[]} languages
 * @property {string} default
 * @property {Record<string, Texts>} texts
 * @property {Record<string, About>} about
 * @property {Record<string, unknown>} [samples] Files of the sample team, by language.
 * @property {string} [own] Name of the file that the model is from, where it is the user's own.
 * @property {ToolData} [base] What the page itself holds, where the model is the user's own.
 *
 * The assessment.
 *
 * @typedef {Record<string, unknown>} Fields Fields of a file that this version does not know, kept as they are.
 *
 * @typedef {{what: string, where: string, owner: string, date: string, confidence: "" | "low" | "medium" | "high", kept: Fields}} Evidence
 * @typedef {{side: string, level: number}} Second A second side, noted and not counted.
 * @typedef {{level: number | null, owner: string, due: string, step: string, kept: Fields}} Plan What is to be done about an item.
 *
 * @typedef {object} Answer
 * @property {number | null} level
 * @property {string} side Id of a scale; "" where the item has one only, or none is chosen.
 * @property {Second | null} second
 * @property {string} shortcut Id of the shortcut that set the level, "" otherwise.
 * @property {string} decidedBy
 * @property {string} decidedOn A day, or "".
 * @property {string | null} notApplicable Why the item does not apply; null where it does. "" is a reason that is still to be written.
 * @property {string} note
 * @property {readonly Evidence[]} evidence
 * @property {Plan} plan
 * @property {string} agreed Why several raters agreed on this answer.
 * @property {string} confirmed Day on which it was said that the answer of the last round still holds, or "".
 * @property {boolean} comeBack Whether it is to be looked at again later.
 * @property {string} ask Who is to be asked about it.
 * @property {string} updated
 * @property {Fields} kept
 *
 * @typedef {object} Target
 * @property {number | null} level
 * @property {ReadonlyMap<string, number | "not-required">} items
 * @property {Fields} kept
 *
 * @typedef {object} Pick What scoring needs of an answer.
 * @property {number | null} level
 * @property {string} side
 * @property {boolean} notApplicable
 *
 * @typedef {{version: string, hash: string}} Edition Of a model: which one something was made with.
 *
 * @typedef {object} Snapshot A state of the answers, kept to compare with.
 * @property {string} id
 * @property {string} name
 * @property {string} taken ISO 8601 in UTC.
 * @property {Edition} model
 * @property {string[]} profiles Ids of the profiles that were compared with.
 * @property {ReadonlyMap<string, Pick>} answers
 * @property {Fields} kept
 *
 * @typedef {object} Rating What one person scored; an original, never changed.
 * @property {string} id Of the assessment that it came from.
 * @property {string} name
 * @property {string} position
 * @property {number | null} months In post.
 * @property {string} date
 * @property {Edition} model
 * @property {ReadonlyMap<string, Pick & {note: string, evidence: readonly Evidence[]}>} answers
 * @property {Fields} kept
 *
 * @typedef {object} Previous The last round as it was; an original, never changed.
 * @property {string} id Of its assessment, and of its snapshot.
 * @property {string} name
 * @property {string} date
 * @property {Edition} model
 * @property {ReadonlyMap<string, Answer>} answers
 * @property {readonly Rating[]} ratings
 * @property {Fields} kept
 *
 * @typedef {object} Assessment
 * @property {string} id
 * @property {string} team
 * @property {string} scope
 * @property {string} date
 * @property {readonly string[]} assessors
 * @property {string} position The rater's position.
 * @property {number | null} months How long the rater has been in post.
 * @property {string} tlp "" or a label of TLP 2.0.
 * @property {boolean} sample Whether it is the sample team.
 * @property {ReadonlyMap<string, Answer>} answers
 * @property {Target} target
 * @property {readonly Profile[]} profiles The user's own.
 * @property {readonly string[]} compared Ids of the profiles to compare with.
 * @property {{current: string, target: string, sides: ReadonlyMap<string, string>}} pattern Patterns, and the sides that the team aims for.
 * @property {readonly string[]} order The team's own order of the plan; items that are absent follow.
 * @property {readonly Snapshot[]} snapshots
 * @property {readonly Rating[]} ratings
 * @property {Previous | null} previous
 * @property {Fields} kept Unknown fields of the part `assessment`.
 * @property {Fields} rest Unknown fields at the top of the file.
 *
 * @typedef {"team" | "scope" | "date" | "position" | "tlp"} Detail
 * @typedef {{key: string, args: Record<string, string>}} Message
 *
 * @typedef {object} Parts What a file and the browser's storage have in common.
 * @property {Fields} assessment
 * @property {Record<string, Fields>} answers
 * @property {Fields} target
 * @property {Fields[]} profiles
 * @property {string[]} compared
 * @property {Fields} pattern
 * @property {string[]} order
 * @property {Fields[]} snapshots
 * @property {Fields[]} ratings
 * @property {Fields} [previous]
 * @property {Fields} rest
 *
 * The result (see `scoring/`).
 *
 * @typedef {"open" | "answered" | "not-applicable"} State
 * @typedef {{id: string, state: State, side: string, level: number | null, target: number | null, gap: number | null}} ItemResult
 *
 * @typedef {object} GroupResult
 * @property {string} id
 * @property {number} answered
 * @property {number} notApplicable
 * @property {number} total
 * @property {number} counted How many levels are in the mean.
 * @property {number | null} mean In tenths.
 * @property {number | null} lowest
 * @property {string[]} lowestItems
 *
 * @typedef {object} Result
 * @property {number} answered
 * @property {number} notApplicable
 * @property {number} total
 * @property {number | null} lowest
 * @property {string[]} lowestItems
 * @property {ItemResult[]} items
 * @property {GroupResult[]} categories
 * @property {number} targeted
 * @property {number} met
 * @property {ItemResult[]} gaps
 * @property {string[]} open
 * @property {string[]} exempt Items with a target that are not applicable: not met, and nothing to be gained.
 * @property {string[]} unknown
 * @property {string[]} wrong
 *
 * @typedef {object} Verdict
 * @property {"met" | "not-met" | "open" | "unsourced" | "none"} state "unsourced": where the thresholds come from is not said; "none": they are not known, so nothing is said.
 * @property {number} required
 * @property {string[]} met
 * @property {{id: string, level: number, required: number}[]} below
 * @property {string[]} open
 * @property {string[]} notApplicable Of which the profile does not say that they may be left out.
 * @property {string[]} exempted Not required of this team, because they do not apply and may be left out then.
 * @property {string[]} absent Items whose threshold is not known or is no level of their scale.
 * @property {string[]} unknown Items that the model does not have.
 *
 * @typedef {{id: string, level: number, wanted: number, gap: number, priority: number, planned: number | null}} PlanEntry
 */

/**
 * The page.
 *
 * @typedef {{id: string, taken: string, team: string, text: string}} Copy A safety copy: the file as it would have been saved.
 *
 * @typedef {object} Keeping How the assessment is kept.
 * @property {"browser" | "sealed" | "nothing" | "aside" | "unable"} mode
 * @property {readonly Copy[]} copies
 * @property {string} saved When it was last saved to a file, "" for never.
 * @property {boolean} unsaved Whether something is in no file yet.
 * @property {readonly string[]} lacks What this browser cannot do.
 * @property {boolean} sample Whether there is a sample team to play with.
 *
 * @typedef {object} Actions What the views may ask for.
 * @property {(topic: string, next: (state: Assessment, now: string) => Assessment) => void} change A new state; changes of one topic in a row are one step of undo, "" is a step of its own.
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {(anchor: string) => void} go
 * @property {() => void} nextOpen
 * @property {() => void} save
 * @property {() => void} open
 * @property {() => void} print
 * @property {(state: Assessment) => boolean} isCurrent Whether what was made from a state may be handed out; says why if not.
 * @property {() => void} deleteAll
 * @property {() => void} nextRound Starts the next round from this one, after a question.
 * @property {() => void} leaveOwn Goes from the user's own model back to that of the page.
 * @property {() => void} retry
 * @property {import("./app/keeping.js").KeepingActions} keeping What is done about keeping: where, protected or not, copies, the sample.
 * @property {() => void} takeOver
 * @property {(tag: string) => void} setLanguage
 * @property {(theme: string) => void} setTheme
 * @property {(words: string) => void} say Reads a short message out.
 * @property {() => void} redraw Draws the part anew that is shown.
 *
 * @typedef {object} View What a view is made from.
 * @property {Model} model
 * @property {import("./view/words.js").Words} words
 * @property {Language[]} languages
 * @property {About} about
 * @property {Assessment} assessment
 * @property {Result} result
 * @property {boolean} readonly
 * @property {string} theme
 * @property {string} from The page that the user came from; "" where none said so.
 * @property {ToolData} data What the page holds.
 * @property {string} own Name of the file that the model is from; "" where it is the page's.
 * @property {string} database Name of the database, so that it can be found in the browser's tools.
 * @property {Keeping} keeping
 * @property {Record<string, string>} shown What the user chose to see: filters, options. Lives as long as the page.
 * @property {{undo: boolean, redo: boolean}} can
 * @property {Actions} act
 *
 * @typedef {object} Part A part of the page; one is in the document at a time, so a page of 500 items opens as fast as one of 5.
 * @property {string} name
 * @property {(view: View) => string} title
 * @property {boolean} [counted] Whether the list of parts shows how many of its items have an answer; then its name is a category.
 * @property {(view: View) => (Node | string | null | false)[]} build
 * @property {(view: View, panel: HTMLElement) => void} [update] Runs at once after each change; what the user types in must stay.
 * @property {(view: View, panel: HTMLElement) => void} [redraw] Runs a moment after a change, and once after `build`: charts.
 */

export {};

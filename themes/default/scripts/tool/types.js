/**
 * The shapes that the modules of the tool share. Types only: this file is not among the modules that are joined.
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {string} category
 * @property {string} scale
 * @property {string} name Official name.
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} version
 * @property {string} hash
 * @property {string} owner
 * @property {string} [lang] Language of the official names.
 * @property {Record<string, number[]>} scales Levels of each scale, from the lowest to the highest.
 * @property {string[]} categories
 * @property {Item[]} items
 * @property {string} [aggregation]
 *
 * @typedef {object} ItemTexts
 * @property {string} title
 * @property {string} description
 * @property {Record<string, string>} levels
 * @property {string} href
 * @property {string} lang
 *
 * @typedef {object} Texts
 * @property {Record<string, string>} ui
 * @property {string} model
 * @property {Record<string, string>} categories
 * @property {Record<string, Record<string, string>>} scales
 * @property {Record<string, ItemTexts>} items
 *
 * @typedef {{tag: string, name: string, dir: string}} Language
 * @typedef {{intro: string, scoring: string, home: string}} About
 *
 * @typedef {object} ToolData
 * @property {number} format
 * @property {Model} model
 * @property {Language[]} languages
 * @property {string} default
 * @property {Record<string, Texts>} texts
 * @property {Record<string, About>} about
 *
 * @typedef {Record<string, unknown>} Fields Fields of a file that this version does not know, kept as they are.
 *
 * @typedef {object} Answer
 * @property {number | null} level
 * @property {string} note
 * @property {string} updated
 * @property {Fields} kept
 *
 * @typedef {object} Target
 * @property {number | null} level
 * @property {ReadonlyMap<string, number | "not-required">} items
 * @property {Fields} kept
 *
 * @typedef {object} Assessment
 * @property {string} id
 * @property {string} team
 * @property {string} scope
 * @property {string} date
 * @property {readonly string[]} assessors
 * @property {ReadonlyMap<string, Answer>} answers
 * @property {Target} target
 * @property {Fields} kept Unknown fields of the part `assessment`.
 * @property {Fields} rest Unknown fields at the top of the file.
 *
 * @typedef {"team" | "scope" | "date"} Detail
 * @typedef {{key: string, args: Record<string, string>}} Message
 *
 * @typedef {object} Parts What a file and the browser's storage have in common.
 * @property {Fields} assessment
 * @property {Record<string, Fields>} answers
 * @property {Fields} target
 * @property {Fields} rest
 *
 * @typedef {{id: string, level: number | null, target: number | null, gap: number | null}} ItemResult
 *
 * @typedef {object} GroupResult
 * @property {string} id
 * @property {number} answered
 * @property {number} total
 * @property {number | null} mean In tenths.
 * @property {number | null} lowest
 * @property {string[]} lowestItems
 *
 * @typedef {object} Result
 * @property {number} answered
 * @property {number} total
 * @property {number | null} lowest
 * @property {string[]} lowestItems
 * @property {ItemResult[]} items
 * @property {GroupResult[]} categories
 * @property {number} targeted
 * @property {number} met
 * @property {ItemResult[]} gaps
 * @property {string[]} open
 * @property {string[]} unknown
 * @property {string[]} wrong
 *
 * @typedef {object} Actions What the views may ask for.
 * @property {(item: string, level: number | null) => void} setLevel
 * @property {(item: string, note: string) => void} setNote
 * @property {(field: Detail, value: string) => void} setDetail
 * @property {(names: string[]) => void} setAssessors
 * @property {(level: number | null) => void} setTarget
 * @property {(item: string, level: number | "not-required" | null) => void} setItemTarget
 * @property {(anchor: string) => void} go
 * @property {() => void} nextOpen
 * @property {() => void} save
 * @property {() => void} open
 * @property {() => void} print
 * @property {() => void} deleteAll
 * @property {() => void} retry
 * @property {() => void} takeOver
 * @property {(tag: string) => void} setLanguage
 * @property {(theme: string) => void} setTheme
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
 * @property {Actions} act
 */

export {};

import { buttonsOf } from "../buttons.js";

export const { button, submit } = buttonsOf("board");

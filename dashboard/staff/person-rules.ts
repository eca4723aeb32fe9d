/** As the contract's NewStaff has it. */
export const isName = (name: string) => /^[a-z0-9._-]{2,40}$/.test(name);
export const isPassword = (password: string) => password.length >= 10 && password.length <= 200;

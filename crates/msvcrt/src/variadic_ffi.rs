//! Exports of the functions with `...`: each jumps to the C function that makes the `va_list`.
//!
//! The C functions are hidden, because rustc keeps C symbols out of a shared object; a naked function is how
//! one of them gets an exported name without touching the registers and the stack its arguments are in.

/// Exports each name as a jump to the C function `variadic_<name>`.
macro_rules! export_variadic {
    ($($name:ident => $target:ident,)*) => {$(
        unsafe extern "C" {
            fn $target();
        }

        /// Jumps to the C function that takes the arguments.
        ///
        /// # Safety
        /// The arguments must be those the C declaration of this name asks for.
        #[unsafe(naked)]
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name() {
            #[cfg(target_arch = "x86_64")]
            core::arch::naked_asm!("jmp {}", sym $target);
            #[cfg(target_arch = "aarch64")]
            core::arch::naked_asm!("b {}", sym $target);
        }
    )*};
}

export_variadic! {
    msvcrt_printf => variadic_msvcrt_printf,
    msvcrt_fprintf => variadic_msvcrt_fprintf,
    msvcrt_sprintf => variadic_msvcrt_sprintf,
    msvcrt_snprintf => variadic_msvcrt_snprintf,
    msvcrt__snprintf => variadic_msvcrt__snprintf,
    msvcrt_sprintf_s => variadic_msvcrt_sprintf_s,
    msvcrt__snprintf_s => variadic_msvcrt__snprintf_s,
    msvcrt__scprintf => variadic_msvcrt__scprintf,
    msvcrt_wprintf => variadic_msvcrt_wprintf,
    msvcrt_fwprintf => variadic_msvcrt_fwprintf,
    msvcrt_swprintf => variadic_msvcrt_swprintf,
    msvcrt__snwprintf => variadic_msvcrt__snwprintf,
    msvcrt_swprintf_s => variadic_msvcrt_swprintf_s,
    msvcrt__snwprintf_s => variadic_msvcrt__snwprintf_s,
    msvcrt__scwprintf => variadic_msvcrt__scwprintf,
    ws2_32_wsprintfA => variadic_ws2_32_wsprintfA,
    ws2_32_wsprintfW => variadic_ws2_32_wsprintfW,
    msvcrt_scanf => variadic_msvcrt_scanf,
    msvcrt_fscanf => variadic_msvcrt_fscanf,
    msvcrt_sscanf => variadic_msvcrt_sscanf,
    msvcrt_wscanf => variadic_msvcrt_wscanf,
    msvcrt_fwscanf => variadic_msvcrt_fwscanf,
    msvcrt_swscanf => variadic_msvcrt_swscanf,
    msvcrt_scanf_s => variadic_msvcrt_scanf_s,
    msvcrt_fscanf_s => variadic_msvcrt_fscanf_s,
    msvcrt_sscanf_s => variadic_msvcrt_sscanf_s,
    msvcrt_wscanf_s => variadic_msvcrt_wscanf_s,
    msvcrt_fwscanf_s => variadic_msvcrt_fwscanf_s,
    msvcrt_swscanf_s => variadic_msvcrt_swscanf_s,
}

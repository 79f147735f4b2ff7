# What Doxygen reads of a header. The inline namespace carries the version (version.hpp), and nobody
# writes it; specializations of other libraries' templates are nothing that anybody names.
s/flaghook::inline FLAGHOOK_ABI/flaghook/
/^template <>$/ {
    N
    /\nstruct (std|boost)::/ {
        :rest
        /(\};|\{\})$/! {
            N
            b rest
        }
        d
    }
}
